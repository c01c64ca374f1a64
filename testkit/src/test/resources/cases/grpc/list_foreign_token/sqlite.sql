refused: INVALID_ARGUMENT: The page_token is not one of this question
