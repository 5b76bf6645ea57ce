package seed

import (
	"spool/internal/localstream/rules"
	"spool/internal/localstream/store"
)

// titles are in many scripts, because names are.
var titles = []string{
	"Harbour at dawn, 4K master", "Dune crossing, day one", "Kitchen interview, cut 3", "Reef survey",
	"Night train to the coast", "Studio session, drums only", "Drone over the salt flats", "Product film, no captions",
	"Утро в порту", "Интервью на кухне, черновик", "Пересечение пустыни, день второй",
	"الميناء عند الفجر", "مقابلة في المطبخ", "عبور الكثبان",
	"港の夜明け、4K マスター", "珊瑚礁の調査", "沙漠穿越，第一天", "厨房访谈（初剪）", "새벽의 항구", "암초 조사, 두 번째 날",
	"🌊 Reef survey 🐠", "Launch day 🚀 highlights", "👩🏽‍🍳 Kitchen interview",
	"Ημερολόγιο του λιμανιού", "בוקר בנמל", "बंदरगाह की सुबह", "ท่าเรือยามเช้า",
	"Fenêtre sur le port – épisode 2", "Überfahrt bei Nacht", "Çöl geçişi", "Łódź o świcie",
	"Quarterly all-hands, recording", "Onboarding 01: the first hour", "Lecture 12: waves", "Wedding, ceremony, camera B",
}

var creators = []string{
	"", "", "", "studio-north", "studio-north", "studio-south", "maya.okafor", "liang.wei", "ana-lucia", "доставка",
	"customer:4711", "customer:4712", "newsroom", "training@example.com",
}

var originSets = [][]string{
	nil, nil, nil, nil, nil, nil,
	{"example.com"},
	{"*.example.com", "example.com"},
	{"localhost:3000"},
	{"intranet.example.org"},
	{"bücher.example"},
}

var metas = []struct {
	key    string
	oneIn  int
	values []any
}{
	{"project", 2, []any{"Coastline", "Sahara", "Kitchen stories", "Rails"}},
	{"camera", 3, []any{"A", "B", "drone"}},
	{"take", 4, []any{1, 2, 3, 4.5}},
	{"approved", 5, []any{true, false}},
	{"tags", 6, []any{[]any{"sea", "dawn"}, []any{"interview"}, []any{}}},
	{"クライアント", 9, []any{"海洋研究所", "鉄道会社"}},
	{"relativePath", 8, []any{"null", "masters/day1"}},
}

var sizes = [][2]int{{1920, 1080}, {1920, 1080}, {3840, 2160}, {1280, 720}, {1080, 1920}, {720, 720}, {640, 360}}

// statesOf is drawn from, so each state is as frequent as it stands here.
var statesOf = []rules.State{
	rules.Ready, rules.Ready, rules.Ready, rules.Ready, rules.Ready, rules.Ready, rules.Ready, rules.Ready,
	rules.Ready, rules.Ready, rules.Ready, rules.Ready, rules.Ready, rules.Ready, rules.Ready, rules.Ready,
	rules.Ready, rules.Ready, rules.PendingUpload, rules.Queued, rules.InProgress, rules.Downloading, rules.Failed, rules.Failed,
}

var reasons = []rules.Reason{
	rules.NonVideo, rules.MalformedVideo, rules.DurationTooShort, rules.DurationExceeded, rules.FetchOrigin, rules.UnknownReason,
}

// captionSets are given to every tenth video in turn.
var captionSets = [][]store.Caption{
	{{Language: "en", Status: "ready"}},
	{{Language: "en", Generated: true, Status: "ready"}, {Language: "tr", Status: "ready"}},
	{{Language: "de", Generated: true, Status: "inprogress"}},
	{{Language: "ja", Generated: true, Status: "error"}, {Language: "ar", Status: "ready"}, {Language: "pt-BR", Status: "ready"}},
}

const vtt = "WEBVTT\n\n00:00.000 --> 00:02.000\nThe first line\n\n00:02.500 --> 00:04.000\nand the second.\n"
