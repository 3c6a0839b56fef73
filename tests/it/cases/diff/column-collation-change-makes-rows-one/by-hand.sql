INSERT INTO t (id, a) VALUES (21, 'x'), (22, 'X');
