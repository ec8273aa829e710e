from fifth import used
