-- Your heel insert: how to start running with it.
--
-- One sheet, two sides, and a page to tear off (HANDOUT specification, section 5, H1). Front: what the
-- insert is for, what to do today, when to stop. Back: gains and risks, the plan computed from the
-- patient's own running, when to move on, whom to call, where it all comes from. On the page to tear
-- off: the diary, why heels hurt, the words used. This file says what stands where; the blocks are those
-- of lib/insert_blocks.lua.

local intake = require "lib.intake"
local rules = require "lib.rules"
local blocks = require "lib.insert_blocks"
local insert_text = require "lib.insert_text"
local insert_figure = require "lib.insert_figure"
local page = require "lib.page"
local plan_page = require "lib.plan_page"
local safety = require "lib.safety"
local diary = require "lib.diary"
local diary_heads = require "lib.diary_heads"

local LARGE_PAGES = 4 -- two sheets; the leaf to tear off is not counted
local LARGE_FIGURE_PT = 190

local report = footnote.report {
  api = 1,
  name = "inserts",
  title = "Your heel insert: how to start running with it",
  description = "What the insert is for, how to start with it, and a plan from the patient's running.",
  lang = "en",
  fields = intake.fields(intake.person, intake.problem, intake.insert, intake.plan, intake.visit),
}

-- The diary, and below it what explains; in large print one week and not two.
local function tear_off(patient, clinic, more)
  local heads, note = diary_heads.of(patient)
  local whole = {
    tear_off = true,
    patient.large_print and diary.one_block(patient, heads, note) or diary.whole(patient, heads, note),
    plan_page.wear_in(patient, clinic),
  }
  for _, block in ipairs(more) do
    whole[#whole + 1] = block
  end
  return group(whole)
end

-- The plan by weeks, when to move on and whom to call; or that there is no running, with how long to wear
-- the insert beside it.
local function plan_and_contacts(patient, clinic)
  local what_else = not patient.large_print
    and blocks.what_else(patient, clinic, { drop = page.DROP.what_else }) -- else beside the diary
  if patient.plan_profile == "none" then
    return group {
      band {
        split = { 6, 6 },
        { plan_page.walk_only(), what_else and section { title = words("heading.plan"), what_else } },
        { plan_page.wear(patient, clinic) },
      },
      band {
        split = { 6, 6 },
        { page.contacts(clinic, patient, blocks.bring(patient)) },
        { section { title = words("heading.soon"), list(safety.soon_items(patient, clinic, true)) } },
      },
    }
  end
  local soon = blocks.call_soon(patient, clinic)
  local soon_first = plan_page.pain_is_no_guide(patient, clinic) -- no pain line: there is room on the left
  return group {
    plan_page.build_up(patient, clinic),
    band {
      split = { 6, 6 },
      { plan_page.move_on(patient, clinic, { what_else, soon_first and soon }) },
      { page.contacts(clinic, patient, blocks.bring(patient)), not soon_first and soon },
    },
  }
end

-- What is true of every insert stands in front where the page is long enough for it: not with signs to
-- stop for other illnesses, nor where there is more to say of what the insert is for.
local function has_room_in_front(patient, clinic)
  return intake.has(patient.comorbidities, "none") and (patient.paper or clinic.paper) == "a4"
    and insert_text.condition(patient) ~= "leg_length_difference" and not patient.insert_wishes
end

-- Front and back of one sheet, and the page to tear off.
local function one_sheet(patient, clinic, main_message)
  local DROP = page.DROP
  local in_front = has_room_in_front(patient, clinic)
  return {
    main_message,
    band {
      split = { 7, 5 },
      { blocks.what_for(patient, { drop = DROP.goal }), blocks.today(patient, clinic) },
      { insert_figure.of(patient, clinic) },
    },
    in_front and page.in_two {
      drop = DROP.about_in_front, blocks.about_inserts(patient, clinic, {}),
    },
    safety.stop_boxes(patient, clinic),
    page_break(),
    blocks.gains_and_risks(patient),
    blocks.other_illnesses(patient, clinic),
    plan_and_contacts(patient, clinic),
    page.in_two {
      group { drop = DROP.about_line, page.about_line(patient) },
      page.sources(),
    },
    page.teach_back(patient),
    tear_off(patient, clinic, {
      band {
        split = { 6, 6 },
        {
          blocks.about_inserts(patient, clinic, { when_dropped = in_front and DROP.about_in_front or nil }),
          blocks.background(patient),
        },
        {
          page.glossary(blocks.glossary_keys(patient), { lines = true }),
          blocks.goal(patient, { when_dropped = DROP.goal }),
          group { when_dropped = DROP.about_line, page.about_line(patient) },
          blocks.what_else(patient, clinic, { when_dropped = DROP.what_else }),
        },
      },
    }),
  }
end

-- Large print: the same words one below the other on two sheets, with the boxes that say when to stop on
-- page 1. The leaf to tear off has two sides: the diary, and what explains with the sources.
local function large_print(patient, clinic, main_message)
  local DROP = page.DROP
  return {
    main_message,
    safety.stop_boxes(patient, clinic),
    blocks.what_for(patient, { drop = DROP.goal }),
    insert_figure.of(patient, clinic, page.figure_frame(patient, LARGE_FIGURE_PT)),
    blocks.today(patient, clinic),
    blocks.other_illnesses(patient, clinic),
    blocks.gains_and_risks(patient),
    plan_and_contacts(patient, clinic),
    tear_off(patient, clinic, {
      blocks.what_else(patient, clinic, {}),
      page.about_line(patient),
      blocks.about_inserts(patient, clinic, {}),
      blocks.background(patient),
      blocks.goal(patient, { when_dropped = DROP.goal }),
      page.glossary(blocks.glossary_keys(patient), {}),
      page.sources(),
      page.teach_back(patient),
    }),
  }
end

-- Two lines: with a plan, to start slowly; without one, to walk only.
local function main_message(patient)
  local first = patient.plan_profile == "none" and "main.walk_only" or "main.start_slowly"
  return page.main_message(restate(first),
    restate("main.new_pain." .. insert_text.family[patient.insert_type]))
end

function report.build(patient, clinic)
  if not rules.apply(patient, clinic, "inserts") then
    return nil
  end
  local flow = patient.large_print and large_print or one_sheet
  local whole = flow(patient, clinic, main_message(patient))
  whole.title, whole.short_title = "title.inserts", "title.inserts.short"
  whole.large_pages = LARGE_PAGES
  return page.document(patient, clinic, whole)
end

return report
