INSERT INTO t (id, a) VALUES (61, 'same'), (62, 'same');
