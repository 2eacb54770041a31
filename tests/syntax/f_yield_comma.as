x = f'{a,,b}'
