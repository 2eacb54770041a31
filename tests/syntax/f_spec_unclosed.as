x = f'{a:x'
