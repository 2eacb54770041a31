x = f'''abc
y
