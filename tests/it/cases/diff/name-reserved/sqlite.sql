-- migrate:up
CREATE TABLE "order" (
    "where" INTEGER NOT NULL PRIMARY KEY,
    "type" TEXT NOT NULL,
    "group" INTEGER NOT NULL,
    "user" INTEGER NOT NULL,
    CONSTRAINT "uq_order_group" UNIQUE ("group"),
    CONSTRAINT "ck_order_user" CHECK ("user" > 0)
);
CREATE INDEX "ix_order_type" ON "order" ("type");

-- migrate:down
-- hazard: drops table `order` and its rows
DROP TABLE "order";
