-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b" BOOLEAN NOT NULL,
    "i8_" INTEGER NOT NULL,
    "i16_" INTEGER NOT NULL,
    "i32_" INTEGER NOT NULL,
    "u32_" INTEGER NOT NULL,
    "f32_" REAL NOT NULL,
    "f64_" REAL NOT NULL,
    "c" TEXT NOT NULL,
    "s" TEXT NOT NULL,
    "v" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "date" TEXT NOT NULL,
    "clock" TEXT NOT NULL,
    "stamp" TEXT NOT NULL,
    "moment" TEXT NOT NULL,
    "uuid" BLOB NOT NULL,
    "json" TEXT NOT NULL,
    "dec" TEXT NOT NULL,
    "money" NUMERIC(10,2) NOT NULL
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
