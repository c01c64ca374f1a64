refused: {"code":"42703","details":null,"hint":null,"message":"column shops.secret does not exist"}
