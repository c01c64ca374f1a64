refused: {"errors":[{"message":"Validation error (UnknownOperation): The 'Mutation' operation is not supported by the schema","locations":[{"line":1,"column":1}],"extensions":{"code":"MSI121"}}]}
