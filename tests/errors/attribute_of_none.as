def find(): return None
result = find()
result.name.upper()
