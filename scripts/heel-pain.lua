-- Heel pain after running: what it may be and what to do.
--
-- One sheet, two sides (HANDOUT specification, section 5, H2). Front: the cause in plain words, what to
-- do today, whether to run, when to get help. Back: tests, treatments, the diary, whom to call,
-- questions, where it all comes from.

local intake = require "lib.intake"
local rules = require "lib.rules"
local dates = require "lib.dates"
local sentences = require "lib.sentences"
local cause_text = require "lib.cause_text"
local foot_figure = require "lib.foot_figure"
local page = require "lib.page"
local safety = require "lib.safety"
local treatments = require "lib.treatments"
local diary = require "lib.diary"

local LARGE_PAGES = 6 -- three sheets
local LARGE_FIGURE_PT = 196 -- so that it stands on the page of the cause

local report = footnote.report {
  api = 1,
  name = "heel-pain",
  title = "Heel pain after running: what it may be and what to do",
  description = "The cause in plain words, what to do today, tests, treatments, and when to call.",
  lang = "en",
  fields = intake.fields(intake.person, intake.problem, intake.heel_pain, intake.visit),
}

-- Where it hurts and why, then the three groups of causes with the patient's own ticked.
local function cause(patient)
  local group = cause_text.group(patient)
  local status = patient.condition_status == "diagnosed" and ".diagnosed" or ".suspected"
  local intro = group == "local" and "intro.pain" .. status or "intro.pain_felt"
  local parts = {
    restate(intro, { side = patient.side }),
  }
  for _, key in ipairs(cause_text.keys(patient)) do
    parts[#parts + 1] = " "
    parts[#parts + 1] = restate(key)
  end
  local rows = {}
  for i, name in ipairs(cause_text.groups) do
    local ticked = name == group
    local label = words("cause.group." .. name)
    rows[i] = {
      { symbol(ticked and "ticked" or "box", words(ticked and "check.ticked" or "check.empty")) },
      { ticked and bold(label) or label },
      { restate(cause_text.row_key(patient, name)) },
    }
  end
  return section {
    title = words("heading.cause"),
    required = true,
    para(parts),
    table_of {
      style = "choice",
      columns = { { width = 26 }, { width = 136 }, { weight = 1 } },
      rows = rows,
      summary = words("cause.group.summary"),
    },
  }
end

-- The clinic's home care, as far as it applies: the medicine line follows what the patient may take.
local function today(patient, clinic)
  local items = {}
  for _, key in ipairs(clinic.home_care.steps) do
    if key == "home.ask_medicine" and patient.nsaid_problem ~= "none" then
      for _, caution in ipairs(clinic.cautions["medicine_" .. patient.nsaid_problem]) do
        items[#items + 1] = { restate(caution) }
      end
    else
      local slots = key == "home.bring_shoes"
          and { date = dates.day_month(patient.follow_up_date) } or nil
      items[#items + 1] = { restate(key, slots) }
    end
  end
  return section { title = words("heading.home"), required = true, checklist(items) }
end

-- The clinician's decision, ticked; the rule stands below where it is part of the decision.
local function can_run(patient, clinic)
  local items = { kind = "plain" }
  for _, choice in ipairs { { "with_rule", "run.yes" }, { "walk_only", "run.walk_only" },
    { "not_yet", "run.not_yet" } } do
    local ticked = patient.can_run == choice[1]
    local text = words(choice[2])
    items[#items + 1] = {
      symbol(ticked and "ticked" or "box", words(ticked and "check.ticked" or "check.empty")), " ",
      ticked and bold(text) or text,
    }
  end
  return section {
    title = words("heading.run"),
    group { -- the rule never stands on another page than its tick
      list(items),
      patient.can_run == "with_rule" and para {
        role = "note", restate("run.rule", { stop_from = tostring(clinic.pain_rule.stop.low) }),
      } or false,
    },
  }
end

-- What tests may come: a "may" line in any case, the scan explained.
local function tests()
  return section {
    title = words("heading.tests"),
    para(sentences.join { "tests.scan", "tests.scan.what", "tests.result" }),
  }
end

-- The clinic's signs for calling before the next visit: whole, as approved.
local function call_sooner(patient, clinic)
  return section {
    title = words("heading.sooner"),
    required = true,
    list(safety.soon_items(patient, clinic)),
  }
end

local surgery_keys = {
  nerve = "surgery.nerve", band = "surgery.band", spur = "surgery.spur", shape = "surgery.foot_shape",
}

-- Only when it was discussed, and only the reason that the clinician picked.
local function surgery(patient)
  if not patient.surgery_discussed then
    return false
  end
  return section {
    title = words("heading.surgery"),
    para(sentences.join { "surgery.few", surgery_keys[patient.surgery_for] or false, "surgery.why" }),
  }
end

local function questions(patient)
  return section {
    title = words("heading.questions"),
    writing_lines { count = 2, height = patient.large_print and 34 or 25.5 },
  }
end

-- Front and back of one sheet.
local function one_sheet(patient, clinic, main_message, my_diary)
  return {
    main_message,
    band {
      split = { 7, 5 },
      { cause(patient), today(patient, clinic) },
      { foot_figure.outline(patient), can_run(patient, clinic) },
    },
    safety.help_boxes(patient, clinic),
    page_break(),
    band { split = { 6, 6 }, { tests() }, { questions(patient) } },
    treatments.section(patient),
    surgery(patient),
    my_diary,
    band {
      split = { 6, 6 },
      { page.contacts(clinic, patient) },
      { call_sooner(patient, clinic) },
    },
    group { page.about_line(patient), page.glossary(cause_text.glossary_keys(patient)), page.sources() },
    page.teach_back(patient),
  }
end

-- Large print: the same words one below the other, with the boxes that say when to call near the top.
local function large_print(patient, clinic, main_message, my_diary)
  return {
    main_message,
    safety.help_boxes(patient, clinic),
    cause(patient),
    foot_figure.outline(patient, page.figure_frame(patient, LARGE_FIGURE_PT)),
    today(patient, clinic),
    can_run(patient, clinic),
    tests(),
    treatments.section(patient),
    surgery(patient),
    my_diary,
    page.contacts(clinic, patient),
    call_sooner(patient, clinic),
    questions(patient),
    page.about_line(patient),
    page.glossary(cause_text.glossary_keys(patient)),
    page.sources(),
    page.teach_back(patient),
  }
end

function report.build(patient, clinic)
  if not rules.apply(patient, clinic, "heel_pain") then
    return nil
  end
  local skin = intake.has(patient.comorbidities, "diabetes")
    or intake.has(patient.comorbidities, "neuropathy")
    or intake.has(patient.comorbidities, "circulation")
  local heads = { "diary.walk_time", "diary.pain_today", "diary.pain_next_day",
    skin and "diary.feet_ok" or "diary.ok" }
  local flow = patient.large_print and large_print or one_sheet
  local blocks = flow(patient, clinic,
    page.main_message(restate "main.common", restate "main.cause_matters"),
    diary.two_weeks(patient, heads, skin and "diary.note.skin" or "diary.note.heel_pain"))
  blocks.title, blocks.short_title = "title.heel_pain", "title.heel_pain.short"
  blocks.large_pages = LARGE_PAGES
  return page.document(patient, clinic, blocks)
end

return report
