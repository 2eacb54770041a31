print('ab😀'.encode('utf-16'), 'ab😀'.encode('utf-16-be'), 'ab😀'.encode('utf-32'), 'ab😀'.encode('utf-32-be'), 'ab'.encode('utf-8-sig'))
print('é'.encode('UTF8'), 'é'.encode('Latin_1'), 'é'.encode('iso-8859-1'), 'a'.encode('us-ascii'), 'é'.encode('U8'))
