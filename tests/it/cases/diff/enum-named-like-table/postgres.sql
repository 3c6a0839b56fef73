-- migrate:up
CREATE TYPE "thing" AS ENUM ('a', 'b');
CREATE TABLE "holder" (
    "id" bigint NOT NULL,
    "thing" "thing" NOT NULL,
    CONSTRAINT "pk_holder" PRIMARY KEY ("id")
);

-- migrate:down
-- hazard: drops table `holder` and its rows
DROP TABLE "holder";
DROP TYPE "thing";
