raise ValueError("message")
