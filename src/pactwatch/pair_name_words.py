"""Word lists for reading names: what marks an organisation, what opens a sentence, what is a place, a date or a person.

No logic. Kept apart from `names.py` so that the rules there stay readable.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MARKERS = _words(
    "AI Labs Lab Cloud Clouds Systems System Data Bank Telecom Telekom Telecoms Compute Computing Robotics Silicon "
    "Intelligence Models Technologies Technology Group Grid Networks Network Motors Insurance Analytics Neural "
    "Health Software Media Energy Studio Studios Pictures Research University Institute Hosting Devices "
    "Semiconductor Semiconductors Chips Infrastructure Internet Mobile Communications Solutions Digital Speech "
    "Legal Foundry Harbor Consulting Partners Ventures Insights Works Labor Logic Courier Ministry Government "
    "Confederation Kraft IA Neuro Quantum Dynamics Bio Therapeutics"
)
SUFFIXES = _words(
    "Inc Inc. Ltd Ltd. Limited plc PLC Holdings Corp Corp. Corporation LLC GmbH AG SE ASA AS A/S AB Oy OÜ SA S.A. "
    "SAS SpA S.p.A. NV N.V. BV Pte Pty Co Co. Company FZE PBC KK K.K. SARL"
)
OPENERS = _words(
    "A About According After All Also Although An And Another Any As At Back Because Before Being Between Both But "
    "By Can Chip Chips Companies Compare Could Critics Customers Data Despite Developers Did Do Does During Each "
    "Earlier Either Even Every Everyone Everything Expect Few Financial First Five For Four From Full Further "
    "Given Go Has Have He Her Here His How However I If In Indeed Initially Instead Into Is It Its Just Last Later "
    "Let Like Look Many Margin Maybe Meanwhile Most Mr Mrs Ms Much My Neither New Next No Nobody None Nor Not Note "
    "Nothing Now Of On Once One Only Or Other Others Our Out Over Own Part People Per Perhaps Please Q Quietly "
    "Rather Regulators Roughly Same Second Separately Several She Since Six Small So Some Somebody Someone "
    "Something Soon Start Still Such Take Ten Terms Than That The Their Them Then There These They Thing Third "
    "This Those Though Three Through Thus Title To Today Together Tomorrow Two Under Until Unlike Up Upon Users "
    "Very Was We Well Were What When Where Whether Which While Who Whose Why Will With Within Without Would Yes "
    "Yesterday Yet You Your Answer Question Analyst CFO CEO CTO Interviewer Asked Clients Staff Shares Talks "
    "Sources Exclusive Separate Alongside Federal Firms Banks Half Twelve Seven Eight Nine Exhibit Section Article "
    "Schedule Form Item Annex Amendment Paragraph Distributor Licensor Licensee Customer Supplier Buyer Vendor "
    "Agreement Company Group Authority Commission Council Court Board Committee Minister Ministry Party Parties "
    "Issuer Territory State Term Services Models Model Net Sales Receipts"
)
OTHER_WORDS = _words(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul "
    "Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday GPU GPUs TPU TPUs CPU CPUs "
    "API APIs LLM LLMs AGI SaaS ROFR IPO RPO CFO CEO CTO CIO COO EU UK US USA UAE GCC ASEAN EMEA APAC Q1 Q2 Q3 Q4 "
    "FY GW MW AI IT HR ICYMI ISV OEM MoU SDK PDF ID SQL HBM H100 H100s H200 H200s B200 B200s GB200 GB300 A100 "
    "MI300 MI450 Blackwell Blackwells Hopper Grace Stargate Internet English Arabic French German Korean Japanese "
    "Chinese Spanish Italian Indian American British European Canadian Norwegian Swedish Finnish Danish Dutch "
    "Polish Turkish Swiss Austrian Brazilian Mexican African Asian Nordic Nordics Emirati Saudi Israeli Russian "
    "Taiwanese Singaporean Malaysian Indonesian Vietnamese Thai Kenyan Nigerian Basque Irish Scottish Portuguese "
    "Hungarian Czech Estonian Latvian Lithuanian Ukrainian Australian America Europe Asia Africa Britain England "
    "Scotland Wales Ireland France Germany Italy Spain Portugal Norway Sweden Finland Denmark Iceland Netherlands "
    "Belgium Luxembourg Switzerland Austria Poland Czechia Hungary Romania Greece Turkey Ukraine Russia China "
    "Japan Korea India Pakistan Singapore Malaysia Indonesia Vietnam Thailand Philippines Taiwan Australia Canada "
    "Mexico Brazil Argentina Chile Colombia Peru Nigeria Kenya Ghana Egypt Morocco Israel Qatar Bahrain Kuwait "
    "Oman Emirates Estonia Latvia Lithuania Seattle Redmond Cupertino London Paris Berlin Munich Brussels "
    "Washington Beijing Shanghai Shenzhen Hangzhou Tokyo Osaka Seoul Delhi Mumbai Bengaluru Bangalore Chennai "
    "Dubai Riyadh Doha Jeddah Oslo Stockholm Helsinki Copenhagen Dublin Zurich Vienna Madrid Lisbon Barcelona "
    "Milan Rome Toronto Montreal Ottawa Vancouver Sydney Melbourne Jakarta Hanoi Bangkok Manila Taipei Johor Lagos "
    "Nairobi Cairo Accra Johannesburg Frankfurt Amsterdam Warsaw Prague Budapest Tallinn Riga Vilnius Athens "
    "Istanbul Santiago Austin Boston Denver Dallas Houston Chicago Texas California Virginia Ohio Utah Iowa "
    "Arizona Nevada Oregon Wisconsin Michigan Memphis Abilene York Francisco Diego Jersey Kong Davos Delaware "
    "Essonne Silicon Valley Western Eastern Northern Southern North South East West Middle Gulf Pacific Atlantic "
    "Aachen Aarhus Adelaide Alberta Antwerp Auckland Baltimore Basel Bavaria Bergen Bern Bielsko Bilbao Birmingham "
    "Bologna Bonn Bordeaux Bremen Brisbane Bristol Brno Bucharest Cambridge Cardiff Catalonia Cologne Cornwall "
    "Cork Denton Dresden Edinburgh Eindhoven Espoo Florence Fremantle Galway Gdańsk Geneva Genoa Ghent Glasgow "
    "Gothenburg Graz Grenoble Hague Hamburg Hyderabad Kansas Karlsruhe Kent Kraków Kyoto Leeds Leicester Leipzig "
    "Liechtenstein Linz Liverpool Ljubljana Louisiana Lyon Malmö Manchester Marseille Minnesota Monterrey Nagoya "
    "Nantes Naples Newcastle Nottingham Nuremberg Oxford Pennsylvania Perth Phoenix Pittsburgh Porto Portland Pune "
    "Quebec Queensland Reykjavík Rotterdam Salzburg Saxony Sheffield Sofia Stuttgart Tennessee Toulouse Trondheim "
    "Turin Uppsala Utrecht Valencia Wyoming Zagreb Christmas Easter Counsel Insurer Members Musk Host Guest Fund "
    "Reader Interim Offer High Supreme District Parliament Congress Senate Street"
)

# Trades and kinds of body: weaker than MARKERS, since ordinary phrases carry them too.
TRADES = _words(
    "Academy Advisors Aerospace Agency Agents Agri Air Airlines Airways Analytics Appliances Asset Assurance Audio "
    "Authority Automotive Aviation Bank Banking Bikes Bio Books Brewing Broadcasting Calcul Capital Care Cars "
    "Center Centre Chemicals Clinic Clinics Clothing Cognition College Commerce Construction Council Credit "
    "Cruises Cycles Datacenters Defence Defense Dental Diagnostics Draft Education Electric Electronics Elevators "
    "Engine Engineering Entertainment Equipment Estates Exchange Express Farms Fashion Ferries Film Films Finance "
    "Financial Fitness Foods Forms Foundation Freight Funds Furniture Games Gaming Gas Genomics GPU Hearing "
    "Holding Homes Hospital Hospitals Hotels Housing Industries Inference Instruments Interactive Invest "
    "Investments Journal Language Learning Leasing Ledger Lending Lines Linguistics Logistics Management Marine "
    "Maritime Markets Materials Medical Medicine Metrics Mind Minds Mining Mortgage Motors Museum Music Mutual "
    "News Nuvem Office Oil Optics Ovens Payments Petroleum Pharma Pharmaceuticals Pharmacy Play Ports Post Power "
    "Press Productions Properties Publishers Publishing Pumps Radio Rail Railways Realty Reasoning Records "
    "Renewables Retail Robots Savings School Sciences Search Securities Security Semiconducteurs Servers Services "
    "Shipping Society Sports Steel Stores Supermarkets Talk Tech Technik Telecommunications Telefonica Television "
    "Therapeutics Thinking Times Toys Trading Transport Travel Trust TV Union Utilities Vehicles Verlag Vision "
    "Voice Watches Water Wines Works Zeitung"
)
# Given names that the press uses often, from several languages; the first word of two, they make a person.
GIVEN_NAMES = _words(
    "Aaron Abdul Adam Adrian Ahmed Alan Albert Alejandro Alex Alexander Alexandr Alexandre Ali Alice Alison Amanda "
    "Amir Amy Ana Andre Andrea Andreas Andrew Andy Angela Ann Anna Anne Anthony Antoine Antonio Arthur Arvind "
    "Barbara Ben Benjamin Bernard Beth Bill Bob Brad Brendan Brent Brian Bruce Camille Carl Carlos Carol Caroline "
    "Catherine Cecilia Charles Charlie Chris Christian Christine Christoph Christopher Claire Clara Clement Colin "
    "Dan Daniel Dave David Dean Deborah Denise Dennis Derek Diana Diego Dmitri Dominic Don Donald Doug Douglas "
    "Edward Elena Elizabeth Ellen Elon Emily Emma Emmanuel Eric Erik Ethan Eva Evan Fatima Felix Florian Frances "
    "Francesca Francis Frank Fred Gabriel Gary Geoffrey George Giorgia Giovanni Giulia Grace Graham Greg Gregory "
    "Gwen Hannah Hans Harry Hassan Heather Heidi Helen Henry Hiroshi Howard Hugh Ian Ingrid Isabel Ivan Jack Jacob "
    "Jakub James Jamie Jan Jane Janet Jason Javier Jay Jean Jeff Jeffrey Jennifer Jens Jensen Jeremy Jerome "
    "Jessica Jim Joan Joe Joel Johan Johannes John Jon Jonas Jonathan Jordan Jorge Jose Joseph Josh Joshua Juan "
    "Judy Julia Julie Justin Karen Karl Karolina Kate Katherine Kathy Katja Keith Keir Kelly Ken Kenneth Kenji "
    "Kevin Kim Kyle Lars Laura Lauren Laurent Leo Leon Leonard Lina Linda Lisa Liz Lorenzo Louis Lucas Lucy Luis "
    "Luke Magnus Marc Marco Marcus Margaret Margrethe Maria Marie Mario Mark Markus Martha Martin Mary Matt "
    "Matthew Matthias Max Maya Meg Megan Melissa Michael Michel Michelle Miguel Mike Mira Mohamed Mohammed Monica "
    "Mukesh Mustafa Nancy Naomi Natalie Nathan Neil Nicholas Nick Nicola Nicolas Nikolaus Nina Noah Nora Oliver "
    "Olivia Omar Oscar Pablo Pamela Patricia Patrick Paul Paula Pedro Peter Phil Philip Philippe Pierre Priya "
    "Rachel Rajesh Ralph Raj Ravi Ray Rebecca Richard Rick Rishi Rob Robert Roberto Robin Roger Roland Ron Rosa "
    "Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sanjay Sara Sarah Scott Sean Sebastian Serena Sergey "
    "Shaun Sheila Simon Sofia Sophie Stefan Stella Stephanie Stephen Steve Steven Sundar Susan Sven Takeshi Ted "
    "Teresa Theo Theresa Thomas Tim Timothy Tina Tobias Todd Tom Tomas Tony Tyler Ursula Valerie Vera Victor "
    "Victoria Vikram Vincent Vivek Vladimir Walter Wei Wendy William Wolfgang Xavier Yann Yuki Yusuf Zoe"
)
