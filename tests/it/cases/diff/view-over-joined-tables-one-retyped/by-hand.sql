CREATE VIEW v AS SELECT t.a, u.id AS u_id FROM t JOIN u ON u.t_id = t.id;
