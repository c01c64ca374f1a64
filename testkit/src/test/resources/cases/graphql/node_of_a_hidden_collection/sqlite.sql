refused: {"data":{"node":null}}
