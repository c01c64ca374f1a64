refused: {"code":"PGRST123","details":null,"hint":null,"message":"Use of aggregate functions is not allowed"}
