CREATE VIRTUAL TABLE search USING fts5(body, content = 't', content_rowid = 'id');
CREATE TRIGGER t_insert AFTER INSERT ON t BEGIN INSERT INTO search (rowid, body) VALUES (NEW.id, NEW.body); END;
CREATE VIRTUAL TABLE places USING rtree(id, low, high);
