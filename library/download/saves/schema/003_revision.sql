-- Grows with every change, whoever makes it, so that it is cheap to see that
-- nothing changed.
CREATE TABLE revision (n INTEGER NOT NULL);
INSERT INTO revision VALUES (0);
CREATE TRIGGER saves_inserted AFTER INSERT ON saves BEGIN UPDATE revision SET n = n + 1; END;
CREATE TRIGGER saves_updated AFTER UPDATE ON saves BEGIN UPDATE revision SET n = n + 1; END;
CREATE TRIGGER saves_deleted AFTER DELETE ON saves BEGIN UPDATE revision SET n = n + 1; END;
