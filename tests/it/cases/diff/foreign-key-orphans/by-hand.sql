INSERT INTO c (id, p_id) VALUES (41, 999);
