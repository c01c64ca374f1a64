-- run
delete from notes where owner_id = $1::uuid::uuid;
--   1 = Parameter[index=2, type=UUID]
-- run
select 1;
