"text".uper()
