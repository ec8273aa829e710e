from last import used
