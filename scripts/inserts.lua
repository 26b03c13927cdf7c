-- Your heel insert: how to start running with it.
--
-- One sheet, two sides (HANDOUT specification, section 5, H1). Front: what the insert is for, what to
-- do today, gains and risks, when to stop. Back: the plan computed from the patient's own running,
-- when to move on, whom to call, the diary, where it all comes from.

local intake = require "lib.intake"
local rules = require "lib.rules"
local dates = require "lib.dates"
local plan = require "lib.plan"
local sentences = require "lib.sentences"
local insert_text = require "lib.insert_text"
local insert_figure = require "lib.insert_figure"
local page = require "lib.page"
local plan_page = require "lib.plan_page"
local safety = require "lib.safety"
local diary = require "lib.diary"

local LARGE_PAGES = 5 -- with a week of diary: no less holds what must stand

local report = footnote.report {
  api = 1,
  name = "inserts",
  title = "Your heel insert: how to start running with it",
  description = "What the insert is for, how to start with it, and a plan from the patient's running.",
  lang = "en",
  fields = intake.fields(intake.person, intake.problem, intake.insert, intake.visit),
}

-- What the insert is, which shoe it goes in, what it does, and for which problem.
local function what_for(patient)
  local parts = {
    restate("intro." .. patient.insert_type, { side = patient.insert_side }),
  }
  for _, key in ipairs(insert_text.purpose_keys(patient)) do
    parts[#parts + 1] = " "
    parts[#parts + 1] = restate(key)
  end
  if patient.insert_end_date then
    parts[#parts + 1] = " "
    parts[#parts + 1] = restate("intro.last_day", { date = dates.long(patient.insert_end_date) })
  end
  return section { title = words("heading.insert_for"), required = true, para(parts) }
end

local function today(patient, clinic)
  local slots = { side = patient.insert_side }
  if patient.insert_type == "heel_lift" then
    slots.height = plan.number(plan.lift_height(patient, clinic, 1))
  end
  local minutes = clinic.plan[patient.plan_profile].wear_in.first_day_minutes
  return section {
    title = words("heading.today"),
    required = true,
    checklist {
      { restate("today.put_in." .. patient.insert_type, slots) },
      { restate "today.check_fit" },
      { restate("today.walk", { minutes = tostring(minutes) }) },
      { restate "today.look" },
      { restate "today.pain_score" },
    },
  }
end

-- Gains and risks: the same number of items, the same size, side by side.
local function gains_and_risks(patient)
  local gains = insert_text.gain_keys(patient)
  local gain_list, risk_list = sentences.items(gains), sentences.items(
    insert_text.risk_keys(patient, #gains))
  gain_list.kind, risk_list.kind = "plus", "minus"
  return band {
    split = { 6, 6 },
    { section { title = words("heading.gain"), required = true, list(gain_list) } },
    { section { title = words("heading.risk"), required = true, list(risk_list) } },
  }
end

local function what_else(patient)
  local parts = { bold(words("heading.else")), " " }
  local exercises = patient.exercises or {}
  if #exercises == 0 then
    parts[#parts + 1] = restate "else.ask"
  else
    for i, exercise in ipairs(exercises) do
      parts[#parts + 1] = restate("else.exercise",
        { exercise = exercise })
      parts[#parts + 1] = i < #exercises and " " or nil
    end
  end
  parts.role = "note"
  return para(parts)
end

-- Terms that stand on this handout.
local glossary_of_insert = {
  heel_lift = "glossary.heel_lift", heel_cup = "glossary.heel_cup", gel_pad = "glossary.heel_pad",
  foam_pad = "glossary.heel_pad", insole = "glossary.insole",
}

local function glossary_keys(patient)
  local keys = { glossary_of_insert[patient.insert_type] }
  if patient.insert_type == "heel_lift" and intake.has(patient.condition, "achilles_tendinopathy") then
    keys[#keys + 1] = "glossary.achilles_tendon"
  end
  return keys
end

local diary_heads = { "diary.time_worn", "diary.pain_today", "diary.pain_next_day", "diary.ok" }

-- Front and back of one sheet. With cautions the stop box needs the room of a line: what we do not know
-- then stands on the back.
local function one_sheet(patient, clinic, main_message, unknown)
  local cautious = #safety.caution_keys(patient, clinic) > 0
  return {
    main_message,
    band {
      split = { 7, 5 },
      { what_for(patient), today(patient, clinic) },
      { insert_figure.of(patient, clinic) },
    },
    gains_and_risks(patient),
    not cautious and para { unknown },
    safety.stop_box(patient, clinic),
    page_break(),
    plan_page.build_up(patient, clinic) or false,
    band {
      split = { 6, 6 },
      { plan_page.move_on(patient, clinic, what_else(patient)) },
      { page.contacts(clinic, patient, true) },
    },
    diary.two_weeks(patient, diary_heads, "diary.note.insert"),
    group {
      cautious and para { role = "note", unknown },
      page.about_line(patient),
      page.glossary(glossary_keys(patient)),
      page.sources(),
    },
    page.teach_back(patient),
  }
end

-- Large print: the same words one below the other, with the box that says when to stop on page 1.
local function large_print(patient, clinic, main_message, unknown)
  return {
    main_message,
    safety.stop_box(patient, clinic),
    what_for(patient),
    insert_figure.of(patient, clinic, page.figure_frame(patient)),
    today(patient, clinic),
    gains_and_risks(patient),
    plan_page.build_up(patient, clinic) or false,
    plan_page.move_on(patient, clinic, what_else(patient)),
    diary.two_weeks(patient, diary_heads, "diary.note.insert"),
    page.contacts(clinic, patient, true),
    para { role = "note", unknown },
    page.about_line(patient),
    page.glossary(glossary_keys(patient)),
    page.sources(),
    page.teach_back(patient),
  }
end

function report.build(patient, clinic)
  rules.apply(patient, clinic, rules.common, rules.inserts)
  local family = insert_text.family[patient.insert_type]
  local flow = patient.large_print and large_print or one_sheet
  local blocks = flow(patient, clinic,
    page.main_message(restate "main.start_slowly", restate("main.new_pain." .. family)),
    restate("unknown.effect." .. family))
  blocks.title, blocks.short_title = "title.inserts", "title.inserts.short"
  blocks.large_pages = LARGE_PAGES
  return page.document(patient, clinic, blocks)
end

return report
