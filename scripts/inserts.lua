-- Your heel insert: how to start running with it.
--
-- One sheet, two sides (HANDOUT specification, section 5, H1). Front: what the insert is for, what to
-- do today, gains and risks, when to stop. Back: the plan computed from the patient's own running,
-- when to move on, whom to call, the diary, where it all comes from.

local intake = require "lib.intake"
local rules = require "lib.rules"
local exercises = require "lib.exercises"
local dates = require "lib.dates"
local plan = require "lib.plan"
local sentences = require "lib.sentences"
local insert_text = require "lib.insert_text"
local insert_figure = require "lib.insert_figure"
local page = require "lib.page"
local plan_page = require "lib.plan_page"
local safety = require "lib.safety"
local diary = require "lib.diary"
local diary_heads = require "lib.diary_heads"
local people = require "lib.people"

local LARGE_PAGES = 5 -- with the diary on the page to tear off

local report = footnote.report {
  api = 1,
  name = "inserts",
  title = "Your heel insert: how to start running with it",
  description = "What the insert is for, how to start with it, and a plan from the patient's running.",
  lang = "en",
  fields = intake.fields(intake.person, intake.problem, intake.insert, intake.plan, intake.visit),
}

-- The patient's own words, in quotation marks.
local function goal(patient, where)
  return patient.goal ~= nil and para {
    drop = where.drop, when_dropped = where.when_dropped,
    restate("intro.goal", { goal = patient.goal }),
  } or false
end

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
    parts[#parts + 1] = restate(patient.insert_type == "heel_lift" and "else.last_day" or "intro.last_day",
      { date = dates.long(patient.insert_end_date) })
  end
  return section {
    title = words("heading.insert_for"),
    required = true,
    para(parts),
    goal(patient, { drop = page.DROP.goal }),
  }
end

local function today(patient, clinic)
  local slots = { side = patient.insert_side }
  if patient.insert_type == "heel_lift" then
    slots.height = plan.number(plan.lift_height(patient, clinic, 1))
  end
  local minutes = plan.wear_in(patient, clinic).first_day_minutes
  return section {
    title = words("heading.today"),
    required = true,
    checklist {
      { restate("today.put_in." .. patient.insert_type, slots) },
      { restate "today.check_fit" },
      { restate("today.walk", { minutes = tostring(minutes) }) },
      { restate(diary_heads.watches_skin(patient) and "today.look_skin" or "today.look") },
      { restate "today.pain_score" },
    },
  }
end

-- Gains and risks: the same number of items, the same size, side by side. where: drop or when_dropped,
-- for they stand in front, or on the back when the safety boxes need the room.
local function gains_and_risks(patient, where)
  local gains, risks = insert_text.gain_keys(patient), insert_text.risk_keys(patient)
  local gain_list, risk_list = sentences.items(gains), sentences.items(risks)
  gain_list.kind, risk_list.kind = "plus", "minus"
  return band {
    split = { 6, 6 },
    drop = where.drop,
    when_dropped = where.when_dropped,
    { section { title = words("heading.gain"), required = true, list(gain_list) } },
    { section { title = words("heading.risk"), required = true, list(risk_list) } },
  }
end

-- Why the heel hurts: the last sentence is the last to go.
local function background(where)
  return para {
    role = "note", drop = where.drop, when_dropped = where.when_dropped,
    bold(words("heading.background")), " ",
    sentences.join { "background.own_shock_absorbers", "background.aid" },
  }, para {
    role = "note", drop = where.drop_more, when_dropped = where.when_dropped_more,
    sentences.join { "background.impact", "background.heel_first" },
  }
end

-- The clinician's exercises, and what they are for.
local function what_else(patient, clinic, where)
  local parts = { bold(words("heading.else")), " " }
  local texts = exercises.texts(patient, clinic)
  for _, text in ipairs(texts) do
    parts[#parts + 1] = restate("else.exercise", { exercise = text })
    parts[#parts + 1] = " "
  end
  if #texts == 0 then
    parts[#parts + 1] = restate "else.ask"
    parts[#parts + 1] = " "
  end
  parts[#parts + 1] = restate "else.cause"
  parts.role, parts.drop, parts.when_dropped = "note", where.drop, where.when_dropped
  return para(parts)
end

-- What is true of every insert: for whom, chosen by whom, and what we do not know.
local function about_inserts(patient, where)
  local slots = { ["insert.chosen_by"] = { role = people.role(patient) } }
  return para {
    role = "note", drop = where.drop, when_dropped = where.when_dropped,
    bold(words("heading.about_inserts")), " ",
    sentences.join(insert_text.about_keys(patient), slots),
  }
end

-- The clinic's signs to call before the next visit: as a list where there is the width of a column,
-- else on a line.
local function call_soon(patient, clinic, is_narrow, where)
  local items = safety.soon_items(patient, clinic, true)
  if is_narrow then
    return section { title = words("heading.soon"), list(items) }
  end
  local parts = { role = "note", drop = where.drop, when_dropped = where.when_dropped,
    bold(words("heading.soon")) }
  for _, item in ipairs(items) do
    parts[#parts + 1] = " "
    parts[#parts + 1] = item[1]
  end
  return para(parts)
end

-- Terms that stand on this handout.
local glossary_of_insert = {
  heel_lift = "glossary.heel_lift", heel_cup = "glossary.heel_cup", gel_pad = "glossary.heel_pad",
  foam_pad = "glossary.heel_pad", insole = "glossary.insole",
}

local function glossary_keys(patient)
  local keys = { "glossary.three_types", glossary_of_insert[patient.insert_type] }
  if patient.insert_type == "heel_lift" and intake.has(patient.condition, "achilles_tendinopathy") then
    keys[#keys + 1] = "glossary.achilles_tendon"
  end
  return keys
end

-- The diary with what stands below it, or beside it where one week has to do, or without it where not
-- even that has room.
local function my_diary(patient, clinic)
  local heads, note = diary_heads.of(patient)
  local soon = call_soon(patient, clinic, true)
  local line = call_soon(patient, clinic, false, { drop = page.DROP.chart })
  local inserts = about_inserts(patient, { drop = page.DROP.gains_in_front })
  local both = band { split = { 12 }, drop = page.DROP.second_week,
    { diary.whole(patient, heads, note), group { line, inserts } } }
  local one = band { split = { 6, 6 }, drop = page.DROP.first_week, when_dropped = page.DROP.second_week,
    { diary.one_week(patient, heads) }, { soon, inserts } }
  local none = group { when_dropped = page.DROP.second_week,
    group { when_dropped = page.DROP.first_week, line, inserts } }
  return both, one, none
end

-- Front and back of one sheet, and a page to tear off where the diary found no room on them.
local function one_sheet(patient, clinic, main_message)
  local DROP = page.DROP
  local own, more = background { drop = DROP.background, drop_more = DROP.background_more }
  local own_later, more_later = background { when_dropped = DROP.background,
    when_dropped_more = DROP.background_more }
  local both, one, none = my_diary(patient, clinic)
  local heads, note = diary_heads.of(patient)
  return {
    main_message,
    band {
      split = { 7, 5 },
      { what_for(patient), today(patient, clinic) },
      { insert_figure.of(patient, clinic) },
    },
    own, more,
    about_inserts(patient, { when_dropped = DROP.gains_in_front, drop = DROP.about_in_front }),
    gains_and_risks(patient, { drop = DROP.gains_in_front }),
    safety.stop_boxes(patient, clinic),
    page_break(),
    gains_and_risks(patient, { when_dropped = DROP.gains_in_front }),
    plan_page.build_up(patient, clinic, {
      what_else(patient, clinic, { when_dropped = DROP.chart }),
      call_soon(patient, clinic, false, { when_dropped = DROP.chart }),
    }) or false,
    band {
      split = { 6, 6 },
      { plan_page.move_on(patient, clinic, what_else(patient, clinic, { drop = DROP.chart })) },
      { page.contacts(clinic, patient, true) },
    },
    both, one, none,
    about_inserts(patient, { when_dropped = DROP.about_in_front, drop = DROP.about_on_sheet }),
    group { page.about_line(patient), page.glossary(glossary_keys(patient)), page.sources() },
    page.teach_back(patient),
    diary.tear_off(patient, heads, note, {
      goal(patient, { when_dropped = DROP.goal }),
      own_later, more_later,
      about_inserts(patient, { when_dropped = DROP.about_on_sheet }),
      page.glossary(glossary_keys(patient), { when_dropped = DROP.glossary }),
    }),
  }
end

-- Large print: the same words one below the other, with the boxes that say when to stop on page 1.
local function large_print(patient, clinic, main_message)
  local DROP = page.DROP
  local own, more = background { drop = DROP.background, drop_more = DROP.background_more }
  local own_later, more_later = background { when_dropped = DROP.background,
    when_dropped_more = DROP.background_more }
  local heads, note = diary_heads.of(patient)
  return {
    main_message,
    safety.stop_boxes(patient, clinic),
    what_for(patient),
    insert_figure.of(patient, clinic, page.figure_frame(patient)),
    today(patient, clinic),
    own, more,
    gains_and_risks(patient, {}),
    plan_page.build_up(patient, clinic) or false,
    plan_page.move_on(patient, clinic, what_else(patient, clinic, {})),
    diary.whole(patient, heads, note, { drop = DROP.second_week }),
    diary.one_week(patient, heads, { when_dropped = DROP.second_week, drop = DROP.first_week }),
    page.contacts(clinic, patient, true),
    call_soon(patient, clinic, false, {}),
    about_inserts(patient, { drop = DROP.about_on_sheet }),
    page.about_line(patient),
    page.glossary(glossary_keys(patient)),
    page.sources(),
    page.teach_back(patient),
    diary.tear_off(patient, heads, note),
    group { tear_off = true, when_dropped = DROP.second_week, -- its heading is the first one's
      goal(patient, { when_dropped = DROP.goal }),
      own_later, more_later,
      about_inserts(patient, { when_dropped = DROP.about_on_sheet }),
      page.glossary(glossary_keys(patient), { when_dropped = DROP.glossary }),
    },
  }
end

function report.build(patient, clinic)
  if not rules.apply(patient, clinic, "inserts") then
    return nil
  end
  local family = insert_text.family[patient.insert_type]
  local flow = patient.large_print and large_print or one_sheet
  local blocks = flow(patient, clinic,
    page.main_message(restate "main.start_slowly", restate("main.new_pain." .. family)))
  blocks.title, blocks.short_title = "title.inserts", "title.inserts.short"
  blocks.large_pages = LARGE_PAGES
  return page.document(patient, clinic, blocks)
end

return report
