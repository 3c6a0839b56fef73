CREATE VIEW "odd view" AS SELECT "Select" FROM "odd ""table""";
