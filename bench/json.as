import json

data = {"users": [{"id": i, "name": f"user {i}", "tags": ["a", "b\n", None, True], "score": i / 3} for i in range(3000)]}
for _ in range(70):
    text = json.dumps(data)
    back = json.loads(text)
print(len(text), back == data)
