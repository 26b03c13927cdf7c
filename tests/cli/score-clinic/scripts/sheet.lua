-- A page that passes every check of the scoring sheet; the test spoils it line by line.
local report = footnote.report {
  api = 1, name = "sheet", title = "Your heel lift: how to start", description = "A test page.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", required = true, personal = true },
    { name = "side", type = "choice", "left", "right", "both", required = true },
    { name = "insert_side", type = "choice", "left", "right", "both", required = true },
    { name = "insert_type", type = "choice", "heel_lift", "heel_cup", required = true },
    { name = "clinician_name", type = "text", required = true },
    { name = "comorbidities", type = "list", "diabetes", "none", required = true },
    { name = "units", type = "choice", "metric", "imperial", required = true },
    { name = "weekly_distance", type = "number" },
    { name = "runs_per_week", type = "whole" },
    { name = "plan_profile", type = "choice", "standard", "slow" },
    { name = "follow_up_date", type = "date" },
    { name = "large_print", type = "yes_no", default = false },
    { name = "paper", type = "choice", "a4", "letter" },
  },
}

local function plan_table()
  return table_of { style = "plan", summary = "Your plan", columns = { { width = 60 }, { weight = 1 } },
    head = { "Week", "Runs" },
    rows = { { "1", "walk" }, { "2", "4 runs of 2.5 km" }, { "3", "4 runs of 5 km" } } }
end

local function picture()
  return figure { width = 180, height = 60, alt = "A heel on a lift, seen from the side.",
    caption = { "The lift is under your heel." },
    draw = function(canvas)
      canvas:move(10, 50) canvas:line(190, 50) canvas:paint { stroke = 1 }
      canvas:text(20, 30, "heel bone", { size = 12 })
    end }
end

local function boxes(clinic)
  return box { kind = "safety", icon = "stop", title = "Get help now: 999",
    list { { restate "red_flag.snap" }, { restate "red_flag.numb" }, { restate "caution.diabetes.look" },
      { restate "red_flag.not_better" } },
    para("Call us on " .. clinic.phone .. ".") }
end

function report.build(patient, clinic)
  return document {
    title = report.title, short_title = "Your heel lift", paper = patient.paper or clinic.paper,
    header_left = clinic.name, header_right = "2 March 2026",
    footer_left = "version " .. clinic.version .. " · review by March 2028",
    heading { level = 1, report.title },
    para { "For ", value(patient.patient_name), ", from ", value(patient.clinician_name), "." },
    box { kind = "main", label = "The main thing", para { role = "main", restate "start.slowly" } },
    section { title = "What is my heel lift for?",
      band { split = { 7, 5 },
        { para { "It is for your left shoe. ", restate "lift.raises", " ", restate "start.slowly" } },
        { picture() } } },
    section { title = "What do I do today?",
      checklist { "Put the lift in your left shoe.", "Walk for a short time.", "Look at your foot." } },
    band { split = { 6, 6 },
      { section { title = "How can it help?", list { kind = "plus", { restate "treat.help" } } } },
      { section { title = "What can go wrong?", list { kind = "minus", { restate "treat.harm" } } } } },
    boxes(clinic),
    section { title = "How do I build up?", plan_table() },
    section { title = "My diary", para "Fill in one row each day.",
      table_of { style = "diary", summary = "Diary", columns = { { width = 80 }, { weight = 1 } },
        head = { "Day", "Pain" }, rows = { { "Mon 2 Mar", "" } } } },
    para { "Your next visit is on ", value "17 March 2026", "." },
    sources {},
  }
end

return report
