bf"x"
