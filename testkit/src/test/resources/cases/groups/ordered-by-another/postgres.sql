refused: {"code":"42803","details":null,"hint":"Add the field to the select query parameter.","message":"column \"units\" must appear in the GROUP BY clause or be used in an aggregate function"}
