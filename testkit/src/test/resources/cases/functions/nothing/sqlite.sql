-- run
delete from notes where owner_id = ?1;
--   1 = Parameter[index=2, type=UUID]
