-- migrate:up
ALTER TABLE "t" ALTER COLUMN "id" SET INCREMENT BY -1 SET NO MINVALUE SET MAXVALUE 50 SET START WITH 50 RESTART WITH 50;
SELECT setval('"t_id_seq"'::regclass, min("id")) FROM "t" WHERE "id" <= 50 HAVING min("id") <= 50;

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "id" SET INCREMENT BY 5 SET MINVALUE 1 SET NO MAXVALUE SET START WITH 100 RESTART WITH 100;
SELECT setval('"t_id_seq"'::regclass, max("id")) FROM "t" HAVING max("id") >= 100;
