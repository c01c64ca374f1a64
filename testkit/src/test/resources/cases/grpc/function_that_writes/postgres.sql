-- run
delete from tools where name = $1::text;
--   1 = Parameter[index=0, type=TEXT]
