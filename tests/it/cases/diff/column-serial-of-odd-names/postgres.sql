-- migrate:up
CREATE SEQUENCE "u '2'_x 'y' ""z""_seq" AS integer;
ALTER TABLE "u '2'" ALTER COLUMN "x 'y' ""z""" SET DEFAULT nextval('"u ''2''_x ''y'' ""z""_seq"'::regclass);
ALTER SEQUENCE "u '2'_x 'y' ""z""_seq" OWNED BY "u '2'"."x 'y' ""z""";
SELECT setval('"u ''2''_x ''y'' ""z""_seq"'::regclass, max("x 'y' ""z""")) FROM "u '2'" HAVING max("x 'y' ""z""") >= 1;

-- migrate:down
ALTER TABLE "u '2'" ALTER COLUMN "x 'y' ""z""" DROP DEFAULT;
DROP SEQUENCE "u '2'_x 'y' ""z""_seq";
