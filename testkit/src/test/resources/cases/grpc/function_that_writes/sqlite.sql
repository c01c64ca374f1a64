-- run
delete from tools where name = ?1;
--   1 = Parameter[index=0, type=TEXT]
