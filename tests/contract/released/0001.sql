BEGIN TRANSACTION;
CREATE TABLE accepted_answers (
	guild_id BIGINT NOT NULL, 
	question_id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	accepted_by BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_accepted_answers PRIMARY KEY (guild_id, question_id, text)
)
 WITHOUT ROWID

;
INSERT INTO "accepted_answers" VALUES(1000000000000000001,'harbour/fact-1#who','text',1000000000000000011,1772649050250);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE answers (
	guild_id BIGINT NOT NULL, 
	game_id BIGINT NOT NULL, 
	round INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	refused TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	seconds DOUBLE NOT NULL, 
	option INTEGER, 
	is_hinted BOOLEAN NOT NULL, 
	CONSTRAINT pk_answers PRIMARY KEY (guild_id, game_id, round, user_id), 
	CONSTRAINT fk_answers_games FOREIGN KEY(guild_id, game_id) REFERENCES games (guild_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "answers" VALUES(1000000000000000001,1,1,1000000000000000011,'Odile','[]','right',2.0,0,0);
INSERT INTO "answers" VALUES(1000000000000000001,1,1,1000000000000000012,'Pike','[]','wrong',2.0,1,0);
INSERT INTO "answers" VALUES(1000000000000000001,1,1,1000000000000000013,'Odile','[]','right',2.0,0,0);
INSERT INTO "answers" VALUES(1000000000000000001,1,2,1000000000000000012,'Odile','[]','right',4.0,0,0);
CREATE TABLE asked (
	guild_id BIGINT NOT NULL, 
	question_id TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_asked PRIMARY KEY (guild_id, question_id)
)
 WITHOUT ROWID

;
INSERT INTO "asked" VALUES(1000000000000000001,'harbour/fact-1#who',1772649020250);
CREATE TABLE deals (
	guild_id BIGINT NOT NULL, 
	game_id BIGINT NOT NULL, 
	deal TEXT NOT NULL, 
	CONSTRAINT pk_deals PRIMARY KEY (guild_id, game_id), 
	CONSTRAINT fk_deals_games FOREIGN KEY(guild_id, game_id) REFERENCES games (guild_id, id) ON DELETE CASCADE
);
INSERT INTO "deals" VALUES(1000000000000000001,1,'[{"question":{"id":"harbour/fact-1#who","show_id":"harbour","topic_id":"cast","text":"Who “does” it, № 1?","answer":"Odile","accepted":["Odile Marchand"],"wrong":["Pike","Lena","Tom"],"is_typable":true,"difficulty":"hard","fact_key":"harbour/fact-1","giveaways":["harbour/fact-1"],"explanation":"Odile does it.","source":"Harbour News, 4 March 2026"},"seconds":20.0,"options":["Odile","Pike","Lena","Tom"],"struck":[1,3]},{"question":{"id":"harbour/fact-2#who","show_id":"harbour","topic_id":"cast","text":"Who “does” it, № 2?","answer":"Odile","accepted":["Odile Marchand"],"wrong":["Pike","Lena","Tom"],"is_typable":true,"difficulty":"hard","fact_key":"harbour/fact-2","giveaways":["harbour/fact-2"],"explanation":"Odile does it.","source":"Harbour News, 4 March 2026"},"seconds":20.0,"options":["Odile","Pike","Lena","Tom"],"struck":[1,3]},{"question":{"id":"harbour/fact-3#who","show_id":"harbour","topic_id":"cast","text":"Who “does” it, № 3?","answer":"Odile","accepted":["Odile Marchand"],"wrong":["Pike","Lena","Tom"],"is_typable":true,"difficulty":"hard","fact_key":"harbour/fact-3","giveaways":["harbour/fact-3"],"explanation":"Odile does it.","source":"Harbour News, 4 March 2026"},"seconds":20.0,"options":["Odile","Pike","Lena","Tom"],"struck":[1,3]}]');
CREATE TABLE departed (
	guild_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	CONSTRAINT pk_departed PRIMARY KEY (guild_id, user_id)
)
 WITHOUT ROWID

;
INSERT INTO "departed" VALUES(1000000000000000001,1000000000000000013);
CREATE TABLE games (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	is_solo BOOLEAN NOT NULL, 
	round INTEGER NOT NULL, 
	ended_at BIGINT, 
	state TEXT NOT NULL, 
	CONSTRAINT uq_games_guild_id_id UNIQUE (guild_id, id)
);
INSERT INTO "games" VALUES(1,1000000000000000001,1000000000000000003,0,2,NULL,'{"guild_id":1000000000000000001,"channel_id":1000000000000000003,"starter_id":1000000000000000011,"show_ids":["harbour"],"style":"mixed","phase":"asking","round":{"number":2,"opened_at":"2026-03-04T18:30:26.250000Z","closes_at":"2026-03-04T18:30:46.250000Z","hinted":[],"skips":[],"awards":[],"asked_in":null,"revealed_in":null},"due_at":"2026-03-04T18:30:46.250000Z","standings":{"1000000000000000011":{"points":145,"answered":1,"right":1,"streak":1,"best_streak":1,"quickest_s":2.0,"right_s":2.0},"1000000000000000012":{"points":0,"answered":1,"right":0,"streak":0,"best_streak":0,"quickest_s":null,"right_s":0.0},"1000000000000000013":{"points":145,"answered":1,"right":1,"streak":1,"best_streak":1,"quickest_s":2.0,"right_s":2.0}},"idle_rounds":0,"ending":null,"is_solo":false}');
CREATE TABLE guild_settings (
	guild_id BIGINT NOT NULL, 
	settings TEXT NOT NULL, 
	CONSTRAINT pk_guild_settings PRIMARY KEY (guild_id)
);
INSERT INTO "guild_settings" VALUES(1000000000000000001,'{"time_zone":"Asia/Tokyo","starters":"everyone","stoppers":"moderators","quiz_role_id":null,"channel_ids":[],"defaults":{"questions":10,"seconds":null,"style":"buttons","difficulty":null},"has_pictures":true,"hides_departed":false}');
CREATE TABLE reports (
	guild_id BIGINT NOT NULL, 
	question_id TEXT NOT NULL, 
	reported_by BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	is_good BOOLEAN, 
	settled_by BIGINT, 
	settled_at BIGINT, 
	CONSTRAINT pk_reports PRIMARY KEY (guild_id, question_id)
)
 WITHOUT ROWID

;
INSERT INTO "reports" VALUES(1000000000000000001,'harbour/fact-1#who',1000000000000000011,1772649060250,NULL,NULL,NULL);
CREATE TABLE results (
	guild_id BIGINT NOT NULL, 
	game_id BIGINT NOT NULL, 
	round INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	is_solo BOOLEAN NOT NULL, 
	show_id TEXT NOT NULL, 
	topic_id TEXT NOT NULL, 
	is_right BOOLEAN NOT NULL, 
	points INTEGER NOT NULL, 
	seconds DOUBLE NOT NULL, 
	streak INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_results PRIMARY KEY (guild_id, game_id, round, user_id), 
	CONSTRAINT fk_results_games FOREIGN KEY(guild_id, game_id) REFERENCES games (guild_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "results" VALUES(1000000000000000001,1,1,1000000000000000011,0,'harbour','cast',1,145,2.0,1,1772649020250);
INSERT INTO "results" VALUES(1000000000000000001,1,1,1000000000000000012,0,'harbour','cast',0,0,2.0,0,1772649020250);
INSERT INTO "results" VALUES(1000000000000000001,1,1,1000000000000000013,0,'harbour','cast',1,145,2.0,1,1772649020250);
CREATE TABLE rounds (
	guild_id BIGINT NOT NULL, 
	game_id BIGINT NOT NULL, 
	round INTEGER NOT NULL, 
	show_id TEXT NOT NULL, 
	scored_at BIGINT NOT NULL, 
	CONSTRAINT pk_rounds PRIMARY KEY (guild_id, game_id, round), 
	CONSTRAINT fk_rounds_games FOREIGN KEY(guild_id, game_id) REFERENCES games (guild_id, id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "rounds" VALUES(1000000000000000001,1,1,'harbour',1772649020250);
CREATE UNIQUE INDEX one_game_a_channel ON games (guild_id, channel_id) WHERE ended_at IS NULL AND is_solo = 0;
CREATE INDEX results_by_player ON results (guild_id, is_solo, user_id, at, show_id, points, is_right);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('games',1);
COMMIT;
