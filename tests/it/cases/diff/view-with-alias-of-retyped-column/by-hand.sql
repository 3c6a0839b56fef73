CREATE VIEW v AS SELECT x.a AS y, x.b FROM t AS x WHERE x.a > 1;
