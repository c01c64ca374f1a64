refused: {"code":"42703","details":null,"hint":null,"message":"column patients.notes does not exist"}
