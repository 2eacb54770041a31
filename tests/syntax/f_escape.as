x = f'\x1'
