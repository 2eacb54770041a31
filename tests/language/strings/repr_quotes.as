print(repr('a'), repr("it's"), repr('"'), repr('\'"'), repr('\\'), repr('\t\n\r\x00\x1f\x7f'))
print(repr('\x80\xa0\xad\xff'), repr('\u2028\u200b\ufeff\uffff'), repr('\U0001f600\U000e0001\U0010ffff'))
print(ascii('é€😀\n'), ascii(['é']))
