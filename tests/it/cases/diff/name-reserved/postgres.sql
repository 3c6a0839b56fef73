-- migrate:up
CREATE TABLE "order" (
    "where" bigint NOT NULL,
    "type" text NOT NULL,
    "group" integer NOT NULL,
    "user" integer NOT NULL,
    CONSTRAINT "pk_order" PRIMARY KEY ("where"),
    CONSTRAINT "uq_order_group" UNIQUE ("group"),
    CONSTRAINT "ck_order_user" CHECK ("user" > 0)
);
CREATE INDEX "ix_order_type" ON "order" ("type");

-- migrate:down
-- hazard: drops table `order` and its rows
DROP TABLE "order";
