-- Heel pain after running: what it may be and what to do.
--
-- One sheet, two sides (HANDOUT specification, section 5, H2). Front: the cause in plain words, what to
-- do today, whether to run, when to get help. Back: tests, treatments, whom to call, questions, where it
-- all comes from. The diary is on a page to tear off.

local intake = require "lib.intake"
local rules = require "lib.rules"
local dates = require "lib.dates"
local cause_text = require "lib.cause_text"
local foot_figure = require "lib.foot_figure"
local page = require "lib.page"
local safety = require "lib.safety"
local sentences = require "lib.sentences"
local treatments = require "lib.treatments"
local back = require "lib.heel_pain_back"
local diary = require "lib.diary"

local LARGE_PAGES = 4 -- two sheets; the diary is on a page to tear off
local LARGE_FIGURE_PT, SMALL_LARGE_FIGURE_PT = 190, 150 -- to stand on the page of the cause

-- Behind all orders of page.DROP: what can be elsewhere goes from the back to the page to tear off, first
-- the notes; that there are many causes is said on the back; the drawing shrinks; the steps that other
-- illnesses ask for stand on the back; the step that the diary is for stands beside the diary, and so
-- does what nobody knows; in large print, what was said of an operation stands there instead of lines
-- for questions.
local NOTES, TIGHT_BACK, SHORT_CAUSE, SMALL_FIGURE, STEPS_BEHIND, STEP_OF_DIARY = 20, 21, 22, 23, 24, 25
local UNKNOWN_BEHIND, SURGERY_BEHIND = 26, 28
local LETTER_FIGURE_PT, SMALL_FIGURE_PT = 170, 100

local report = footnote.report {
  api = 1,
  name = "heel-pain",
  title = "Heel pain after running: what it may be and what to do",
  description = "The cause in plain words, what to do today, tests, treatments, and when to call.",
  lang = "en",
  fields = intake.fields(intake.person, intake.problem, intake.heel_pain, intake.visit),
}

-- The three groups of causes: the patient's own ticked.
local function groups(patient)
  local rows = {}
  for i, name in ipairs(cause_text.groups) do
    local ticked = cause_text.is_ticked(patient, name)
    local label, own = words("cause.group." .. name), {}
    for j, key in ipairs(cause_text.row_keys(patient, name)) do
      own[#own + 1] = j > 1 and ", " or nil
      own[#own + 1] = restate(key)
    end
    rows[i] = {
      { symbol(ticked and "ticked" or "box", words(ticked and "check.ticked" or "check.empty")) },
      { ticked and bold(label) or label },
      own,
    }
  end
  return table_of {
    style = "choice",
    columns = { { width = 26 }, { width = 136 }, { weight = 1 } },
    rows = rows,
    summary = words("cause.group.summary"),
  }
end

-- Where it hurts and why, then where heel pain can come from.
--   options   drop, when_dropped; short: without saying that there are many causes
local function cause(patient, options)
  options = options or {}
  local status = patient.condition_status == "diagnosed" and ".diagnosed" or ".suspected"
  local intro = cause_text.group(patient) == "local" and "intro.pain" .. status or "intro.pain_felt"
  local parts = { restate(intro, { side = patient.side }) }
  for _, key in ipairs(cause_text.keys(patient)) do
    table.move({ " ", restate(key) }, 1, 2, #parts + 1, parts)
  end
  if not options.short then
    table.move({ line_break(), restate "cause.many" }, 1, 2, #parts + 1, parts)
  end
  return section {
    title = words("heading.cause"),
    required = true,
    drop = options.drop,
    when_dropped = options.when_dropped,
    group { para(parts), groups(patient) },
  }
end

-- More steps than this are too many for one list: the cautions then stand in one of their own.
local USUAL_STEPS, MOST_STEPS = 5, 7

-- Keys of what to do: the cautions that are steps, and the clinic's home care; nothing said twice.
local function step_keys(patient, clinic)
  local cautions, all = {}, {}
  for _, key in ipairs(safety.caution_keys(patient, clinic)) do
    if intake.has(clinic.cautions.to_do, key) and not intake.has(cautions, key) then
      cautions[#cautions + 1] = key
    end
  end
  table.move(cautions, 1, #cautions, 1, all)
  table.move(clinic.home_care.steps, 1, #clinic.home_care.steps, #all + 1, all)
  local function is_said(key)
    for _, other in ipairs(all) do
      if intake.has(clinic.cautions.says_also[other], key) and not is_said(other) then
        return true
      end
    end
    return false
  end
  local function unsaid(keys)
    local left = {}
    for _, key in ipairs(keys) do
      left[#left + 1] = not is_said(key) and key or nil
    end
    return left
  end
  return unsaid(cautions), unsaid(clinic.home_care.steps)
end

-- The steps of the first list, and the cautions that are too many for it.
local function lists_of_steps(patient, clinic)
  local cautions, home = step_keys(patient, clinic)
  if #cautions + #home > MOST_STEPS then
    return home, cautions
  end
  return table.move(home, 1, #home, #cautions + 1, cautions), {}
end

local function is_letter(patient, clinic) -- 50 points lower than A4
  return (patient.paper or clinic.paper) == "letter"
end

-- So many that the column has no room for saying that there are many causes: that stands on the back.
local function has_short_cause(patient, clinic)
  return is_letter(patient, clinic) or #(lists_of_steps(patient, clinic)) > USUAL_STEPS
end

-- The steps of today. The medicine line follows what the patient may take.
--   options   drop, when_dropped; without_cautions: those of other illnesses stand elsewhere; without: so
--             does the step with this key
local function today(patient, clinic, options)
  options = options or {}
  local _, home = step_keys(patient, clinic)
  local keys = options.without_cautions and home or (lists_of_steps(patient, clinic))
  local items = {}
  for _, key in ipairs(keys) do
    if key == options.without then
      items[#items + 1] = nil -- it stands elsewhere
    elseif key == "home.ask_medicine" then
      for _, caution in ipairs(clinic.cautions["medicine_" .. patient.nsaid_problem]) do
        items[#items + 1] = { restate(caution) }
      end
    elseif key == "home.exercise" then
      items[#items + 1] = { restate(#(patient.exercises or {}) > 0 and key or "else.ask") }
    elseif key == "home.bring_shoes" then
      items[#items + 1] = { restate(key, { date = dates.day_month(patient.follow_up_date) }) }
    else
      items[#items + 1] = { restate(key) }
    end
  end
  return section { title = words("heading.home"), required = true, drop = options.drop,
    when_dropped = options.when_dropped, checklist(items) }
end

-- What else to do because of other illnesses, or false when there is nothing.
local function other_steps(patient, cautions, when_dropped)
  return #cautions > 0 and section {
    title = words("heading.other_illnesses"),
    required = true,
    when_dropped = when_dropped,
    list { columns = patient.large_print and 1 or 2, table.unpack(sentences.items(cautions)) },
  }
end

-- The steps of today, all in one list as long as the page holds them: blocks for the front and the back.
local function steps(patient, clinic)
  local _, apart = lists_of_steps(patient, clinic)
  local cautions = step_keys(patient, clinic)
  if #apart > 0 or #cautions == 0 then
    return {
      today(patient, clinic, { drop = STEP_OF_DIARY }),
      today(patient, clinic, { when_dropped = STEP_OF_DIARY, without = "home.pain_score" }),
    }, other_steps(patient, apart)
  end
  return {
    today(patient, clinic, { drop = STEPS_BEHIND }),
    today(patient, clinic, { when_dropped = STEPS_BEHIND, without_cautions = true }),
  }, other_steps(patient, cautions, STEPS_BEHIND)
end

-- The three choices, the clinician's ticked: one a line, or in large print one behind the other.
local function choices(patient)
  local items, line = { kind = "plain" }, {}
  for i, choice in ipairs { { "with_rule", "run.yes" }, { "walk_only", "run.walk_only" },
    { "not_yet", "run.not_yet" } } do
    local ticked = patient.can_run == choice[1]
    local text = words(choice[2])
    items[i] = {
      symbol(ticked and "ticked" or "box", words(ticked and "check.ticked" or "check.empty")), " ",
      ticked and bold(text) or text,
    }
    table.move({ i > 1 and "\u{a0}\u{a0}\u{a0} ", nobreak(items[i]) }, 1, 2, #line + 1, line)
  end
  return patient.large_print and para(line) or list(items)
end

-- The clinician's decision; the rule that goes with it stands below.
local function can_run(patient, clinic)
  return section {
    title = words("heading.run"),
    group { -- the rule never stands on another page than its tick
      choices(patient),
      patient.can_run == "with_rule" and para {
        role = "note", restate("run.rule", { stop_from = tostring(clinic.pain_rule.stop.low) }),
      } or patient.can_run == "not_yet" and para { role = "note", restate "run.not_until" } or false,
      para { role = "note", restate "cause.hard_to_walk" },
    },
  }
end

local function glossary(patient)
  return page.glossary(cause_text.glossary_keys(patient), {})
end

-- The back, but for the sources. First the notes go to the page to tear off; then, for someone with many
-- illnesses and treatments, the questions and what was said of an operation, and the rest moves up.
local function the_back(patient, clinic)
  local short_cause = not has_short_cause(patient, clinic) and SHORT_CAUSE or "always"
  return group {
    drop = TIGHT_BACK,
    band { split = { 6, 6 }, { back.tests(patient, short_cause), back.two_kinds(patient) },
      { back.come_back(patient, clinic) } },
    treatments.section(patient, clinic),
    back.surgery(patient),
    band { split = { 6, 6 }, { page.contacts(clinic, patient) }, { back.questions(patient) } },
  }, group {
    when_dropped = TIGHT_BACK,
    treatments.section(patient, clinic),
    band { split = { 6, 6 }, { back.tests(patient, short_cause ~= "always" and short_cause) },
      { back.come_back(patient, clinic, true) } },
  }
end

local function notes_and_sources(patient, clinic)
  return band {
    split = { 6, 6 },
    {
      group { when_dropped = TIGHT_BACK, page.contacts(clinic, patient) },
      back.unknown(patient, { drop = UNKNOWN_BEHIND }),
      group { drop = NOTES, page.about_line(patient), glossary(patient) },
    },
    { page.sources() },
  }
end

-- The diary, for two weeks and the rest never fit on one sheet; below it what found no room either.
local function tear_off(patient, clinic, my_diary)
  return group {
    tear_off = true,
    para { when_dropped = STEP_OF_DIARY, restate "home.pain_score" },
    my_diary.two_weeks(),
    band { split = { 6, 6 }, when_dropped = NOTES, { page.about_line(patient) }, { glossary(patient) } },
    band { split = { 6, 6 }, when_dropped = TIGHT_BACK, { back.questions(patient) },
      { back.surgery(patient), back.two_kinds(patient) } },
    back.unknown(patient, { when_dropped = UNKNOWN_BEHIND }),
    has_short_cause(patient, clinic) and para { when_dropped = TIGHT_BACK, restate "cause.many" } or false,
  }
end

-- Front and back of one sheet, and a page to tear off.
local function one_sheet(patient, clinic, main_message, my_diary)
  local in_front, behind = steps(patient, clinic)
  local is_short = has_short_cause(patient, clinic)
  local usual_back, tight_back = the_back(patient, clinic)
  return {
    main_message,
    band {
      split = { 7, 5 },
      {
        not is_short and cause(patient, { drop = SHORT_CAUSE }),
        cause(patient, { when_dropped = not is_short and SHORT_CAUSE or nil, short = true }),
        group(in_front),
      },
      {
        foot_figure.outline(patient, { drop = SMALL_FIGURE,
          height = is_letter(patient, clinic) and LETTER_FIGURE_PT or nil }),
        foot_figure.outline(patient, { when_dropped = SMALL_FIGURE, height = SMALL_FIGURE_PT }),
        can_run(patient, clinic),
      },
    },
    safety.help_boxes(patient, clinic),
    page_break(),
    behind,
    usual_back,
    tight_back,
    notes_and_sources(patient, clinic),
    page.teach_back(patient),
    tear_off(patient, clinic, my_diary),
  }
end

local function large_figure(patient, options)
  local frame = page.figure_frame(patient, options.height)
  options.width, options.label_pt = frame.width, frame.label_pt
  return foot_figure.outline(patient, options)
end

-- Large print: the same words one below the other, with the boxes that say when to call near the top.
-- What the patient writes on is on the page to tear off (a week of the diary: there is no room for two),
-- and what is read once.
local function large_print(patient, clinic, main_message, my_diary)
  local _, apart = lists_of_steps(patient, clinic)
  return {
    main_message,
    safety.help_boxes(patient, clinic),
    cause(patient),
    large_figure(patient, { drop = SMALL_FIGURE,
      height = is_letter(patient, clinic) and SMALL_LARGE_FIGURE_PT or LARGE_FIGURE_PT }),
    large_figure(patient, { when_dropped = SMALL_FIGURE, height = SMALL_LARGE_FIGURE_PT }),
    today(patient, clinic, { drop = STEP_OF_DIARY }),
    today(patient, clinic, { when_dropped = STEP_OF_DIARY, without = "home.pain_score" }),
    other_steps(patient, apart),
    can_run(patient, clinic),
    back.tests(patient),
    treatments.section(patient, clinic),
    patient.surgery_discussed and group { drop = SURGERY_BEHIND, back.surgery(patient) },
    back.two_kinds(patient),
    page.contacts(clinic, patient),
    back.come_back(patient, clinic, true),
    back.unknown(patient, { drop = UNKNOWN_BEHIND }),
    page.sources(),
    page.teach_back(patient),
    group {
      tear_off = true,
      para { when_dropped = STEP_OF_DIARY, restate "home.pain_score" },
      my_diary.in_large_print(),
      back.questions(patient, patient.surgery_discussed and SURGERY_BEHIND or nil),
      page.about_line(patient),
      back.unknown(patient, { when_dropped = UNKNOWN_BEHIND }),
      treatments.others(patient, { when_dropped = treatments.OTHERS_BEHIND }),
      glossary(patient),
      patient.surgery_discussed and group { when_dropped = SURGERY_BEHIND, back.surgery(patient) },
    },
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
  local note = skin and "diary.note.skin" or "diary.note.heel_pain"
  local short_note = skin and "diary.note.skin.short" or "diary.note.heel_pain.short"
  local my_diary = {
    one_week = function() return diary.one_block(patient, heads, short_note) end,
    in_large_print = function() return diary.one_block(patient, heads, short_note) end,
    two_weeks = function() return diary.whole(patient, heads, note) end,
  }
  local flow = patient.large_print and large_print or one_sheet
  local blocks = flow(patient, clinic,
    page.main_message(restate "main.common", restate "main.cause_matters"), my_diary)
  blocks.title = is_letter(patient, clinic) and "title.heel_pain.short" or "title.heel_pain"
  blocks.short_title = "title.heel_pain.short"
  blocks.large_pages = LARGE_PAGES
  return page.document(patient, clinic, blocks)
end

return report
