-- migrate:up
ALTER TABLE "people" ADD COLUMN "address_id" bigint;
-- hazard: drops column `people.street` and its values
ALTER TABLE "people" DROP COLUMN "street";
-- hazard: drops column `people.town` and its values
ALTER TABLE "people" DROP COLUMN "town";
CREATE TABLE "addresses" (
    "id" bigint NOT NULL,
    "street" text NOT NULL,
    "town" text NOT NULL,
    "extra" boolean NOT NULL,
    CONSTRAINT "pk_addresses" PRIMARY KEY ("id")
);
ALTER TABLE "people" ADD CONSTRAINT "fk_people_address_id_addresses" FOREIGN KEY ("address_id") REFERENCES "addresses" ("id");

-- migrate:down
ALTER TABLE "people" DROP CONSTRAINT "fk_people_address_id_addresses";
-- hazard: drops table `addresses` and its rows
DROP TABLE "addresses";
ALTER TABLE "people" ADD COLUMN "town" text;
ALTER TABLE "people" ADD COLUMN "street" text;
-- hazard: drops column `people.address_id` and its values
ALTER TABLE "people" DROP COLUMN "address_id";
