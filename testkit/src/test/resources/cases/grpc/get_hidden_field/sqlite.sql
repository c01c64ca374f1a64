refused: INVALID_ARGUMENT: field tools.secret does not exist
