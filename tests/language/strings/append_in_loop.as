text = ""
for i in range(20000):
    text += "ab"
print(len(text), text[:4], text[-3:])
copy = text
text += "!"
print(len(copy), len(text), copy == text[:-1])
word = "é"
for i in range(1000):
    word += "€"
    if i == 500:
        print(word[250], word.find("é"))
print(len(word), word[999], {word: 1}[word])
