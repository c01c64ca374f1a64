refused: {"code":"42501","details":null,"hint":null,"message":"permission denied for table patients"}
