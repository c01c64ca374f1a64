refused: {"code":"42703","details":null,"hint":null,"message":"column \"code\" does not exist"}
