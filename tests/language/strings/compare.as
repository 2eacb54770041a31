print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "é" > "z", "a" == "a", "a" != "b")
print(max("apple", "banana"), sorted(["b", "A", "a", "B"]), sorted(["b", "A", "a", "B"], key=str.lower))
