songs = ["a", "b"]
print(f"{", ".join(songs)}")
print(f"{f"{f"{1 + 1}"}"}")
print(f"{'\n'.join(songs)}")
print(f"""{
    songs[0]  # a comment
}""")
print(f"{lambda_() if (lambda_ := lambda: 5) else 0}")
print(f"{(lambda x: x * 2)(4)}")
