x = 'C:\Users\me'
