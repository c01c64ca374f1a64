refused: {"code":"428C9","details":null,"hint":"Leave the field out.","message":"The value of created_at is made by the server"}
